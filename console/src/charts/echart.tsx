import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, getInstanceByDom, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([
  BarChart,
  CanvasRenderer,
  GridComponent,
  LabelLayout,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
]);

/**
 * A chart drawn on a canvas. Its tooltip is text on that canvas too: names that somebody typed into the register never
 * become markup.
 */
export function EChart(props: {
  readonly option: EChartsCoreOption;
  readonly label: string;
  /** Handed the way to a picture once it is drawn. */
  readonly onReady?: (toPng: () => string) => void;
  /** Grows with its rows, such as a heat map's; without, as high as all. */
  readonly heightPx?: number | undefined;
}) {
  const { option, label, onReady, heightPx } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element);
    // It is called once for the size that the chart has already, and to resize is to draw all of it anew.
    const observer = new ResizeObserver(() => {
      if (chart.getWidth() !== element.clientWidth || chart.getHeight() !== element.clientHeight) chart.resize();
    });
    observer.observe(element);
    onReady?.(() => chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' }));
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [onReady]);
  useEffect(() => {
    const chart = place.current === null ? undefined : getInstanceByDom(place.current);
    chart?.setOption({ ...always, ...option, tooltip: { ...tooltipOf(option), ...textOnly } }, { notMerge: true });
  }, [option]);
  const size = heightPx === undefined ? {} : { style: { height: heightPx } };
  return <div className="chart" ref={place} role="img" aria-label={label} {...size} />;
}

const textOnly = { renderMode: 'richText', confine: true } as const;
const always: EChartsCoreOption = {
  animation: false,
  textStyle: {
    fontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', system-ui, sans-serif",
  },
  // Told apart by more than hue, also in print and by whoever does not see red and green.
  color: ['#0b5f8f', '#c2571a', '#1d7a46', '#7a3e9d', '#8a6d00', '#4a5a68'],
};

function tooltipOf({ tooltip }: EChartsCoreOption): object {
  return typeof tooltip === 'object' && tooltip !== null && !Array.isArray(tooltip) ? tooltip : {};
}
