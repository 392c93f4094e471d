import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "./figure";
import classes from "./plot.module.css";

const Canvas = lazy(() => import("./plot-canvas"));

export interface Line {
  name: string;
  values: number[];
}

/** How lines are told apart without colour: a shape at each point, and a stroke. */
export const LOOKS = [
  { colour: "--teach", dash: [] as number[], shape: "circle" },
  { colour: "--learn", dash: [8, 5], shape: "square" },
  { colour: "--ink", dash: [2, 4], shape: "triangle" },
  { colour: "--ink-soft", dash: [12, 4, 2, 4], shape: "diamond" },
] as const;

export type Shape = (typeof LOOKS)[number]["shape"];

/** The outline of a shape around a point, as SVG and canvas read it. */
export function outline(shape: Shape, x: number, y: number, size: number): string {
  const by = (...points: [number, number][]) =>
    `M${points.map(([right, down]) => `${x + right * size} ${y + down * size}`).join("L")}Z`;
  if (shape === "square") return by([-1, -1], [1, -1], [1, 1], [-1, 1]);
  if (shape === "triangle") return by([0, -1.2], [1.2, 1], [-1.2, 1]);
  if (shape === "diamond") return by([0, -1.4], [1.4, 0], [0, 1.4], [-1.4, 0]);
  return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
}

interface PlotProps {
  /** What it is a plot of. */
  title: string;
  takeaway: ReactNode;
  /** What each point of time is called, and when it is. */
  times: { name: string; at: Date }[];
  timeName: string;
  /** Four at most. */
  lines: Line[];
}

/** Numbers through time. */
export function Plot({ title, takeaway, times, timeName, lines }: PlotProps) {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const table = {
    caption: title,
    head: [timeName, ...lines.map(({ name }) => name)],
    rows: times.map(({ name }, row) => [name, ...lines.map(({ values }) => number.format(values[row] ?? 0))]),
  };
  return (
    <Figure takeaway={takeaway} table={table}>
      <Legend names={lines.map(({ name }) => name)} />
      <Suspense fallback={<div className={classes.plot} />}>
        <Canvas times={times} lines={lines} />
      </Suspense>
    </Figure>
  );
}

function Legend({ names }: { names: string[] }) {
  return (
    <ul className={classes.legend}>
      {names.map((name, number) => {
        const look = LOOKS[number % LOOKS.length] ?? LOOKS[0];
        return (
          <li key={name}>
            <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
              <path
                d="M0 7H34"
                style={{ stroke: `var(${look.colour})` }}
                strokeWidth="2"
                strokeDasharray={look.dash.join(" ")}
              />
              <path d={outline(look.shape, 17, 7, 4)} style={{ fill: `var(${look.colour})` }} />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}
