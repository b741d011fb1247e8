import { HeatmapChart } from 'echarts/charts';
import { VisualMapContinuousComponent } from 'echarts/components';
import { use } from 'echarts/core';

/** Only heat maps are drawn with these. */
use([HeatmapChart, VisualMapContinuousComponent]);

export { EChart } from './echart.tsx';
