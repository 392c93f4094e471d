import classes from "./bars.module.css";

export interface Bar {
  name: string;
  /** From 0 to 1; null where it may not be told. */
  share: number | null;
  words: string;
}

interface BarsProps {
  bars: Bar[];
  tone?: "teach" | "learn";
  /** A line at this share, to hold each against. */
  mean?: number | undefined;
}

const percent = (share: number) => `${Math.round(Math.min(1, share) * 100)}%`;

/** A bar for each, with its number in words: the picture is an ornament to them. */
export function Bars({ bars, tone = "teach", mean }: BarsProps) {
  return (
    <ul className={classes.bars}>
      {bars.map(({ name, share, words }) => (
        <li key={name}>
          <span className={classes.name}>{name}</span>
          <span className={classes.track} data-tone={tone} aria-hidden="true">
            <span className={classes.bar} style={{ display: "block", inlineSize: percent(share ?? 0) }} />
            {mean !== undefined && <span className={classes.mean} style={{ insetInlineStart: percent(mean) }} />}
          </span>
          <span className={classes.words}>{words}</span>
        </li>
      ))}
    </ul>
  );
}
