/** What draws plots: loaded by whoever looks at one. */

import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import uPlot from "uplot";
import { LOOKS, outline, type Line, type Shape } from "./plot";
import classes from "./plot.module.css";

const HEIGHT = 256;
const POINT = 4;
/** There are no halves of people. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000];

interface CanvasProps {
  times: { at: Date }[];
  lines: Line[];
}

export default function PlotCanvas({ times, lines }: CanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  const { i18n } = useTranslation();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const data: uPlot.AlignedData = [times.map(({ at }) => at.getTime() / 1000), ...lines.map(({ values }) => values)];
    const plot = new uPlot(options(element.clientWidth, lines, i18n.language), data, element);
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
    // A canvas does not follow the colours of the page: it is drawn anew.
  }, [times, lines, scheme, i18n.language]);
  // Its numbers are in the sentence and the table beside it.
  return <div ref={box} className={classes.plot} aria-hidden="true" />;
}

function options(width: number, lines: Line[], language: string): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour("--ink-soft"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  const number = new Intl.NumberFormat(language);
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, most) => [0, Math.max(5, most * 1.08)] } },
    axes: [
      { ...axis, space: 70, size: 30, values: (_, splits) => splits.map((at) => day.format(at * 1000)) },
      { ...axis, size: 44, incrs: WHOLE, values: (_, splits) => splits.map((value) => number.format(value)) },
    ],
    series: [
      {},
      ...lines.map((line, order): uPlot.Series => {
        const look = LOOKS[order % LOOKS.length] ?? LOOKS[0];
        const stroke = colour(look.colour);
        return {
          label: line.name,
          stroke,
          width: 2,
          dash: [...look.dash],
          points: { show: true, stroke, fill: stroke, paths: shaped(look.shape) },
        };
      }),
    ],
  };
}

function shaped(shape: Shape): uPlot.Series.Points.PathBuilder {
  return (plot, series, first, last) => {
    const path = new Path2D();
    const xs = plot.data[0];
    const ys = plot.data[series] ?? [];
    for (let at = first; at <= last; at++) {
      const x = xs[at];
      const y = ys[at];
      if (x === undefined || y === undefined || y === null) continue;
      const size = POINT * devicePixelRatio;
      path.addPath(new Path2D(outline(shape, plot.valToPos(x, "x", true), plot.valToPos(y, "y", true), size)));
    }
    return { stroke: path, fill: path };
  };
}
