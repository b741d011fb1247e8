import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';

/** Only what has a shape of its own is drawn with this. */
use([CustomChart]);

export { EChart } from './echart.tsx';
