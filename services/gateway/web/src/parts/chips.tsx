import { useId, type ReactNode } from "react";
import classes from "./chips.module.css";

interface ChipsProps<Value extends string> {
  legend: ReactNode;
  /** Said to who listens, where the screen shows it already. */
  isLegendQuiet?: boolean;
  options: readonly { value: Value; words: ReactNode }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
  /** One of them, rather than some. */
  isOne?: boolean;
  /** So many at the most. */
  most?: number;
}

/** A few things to choose from, all to be seen. */
export function Chips<Value extends string>(props: ChipsProps<Value>) {
  const { legend, isLegendQuiet, options, chosen, onChange, isOne = false, most = Infinity } = props;
  const name = useId();
  const choose = (value: Value, isChosen: boolean) => {
    if (isOne) onChange([value]);
    else onChange(isChosen ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  return (
    <fieldset className={classes.chips}>
      <legend className={isLegendQuiet ? classes.quiet : undefined}>{legend}</legend>
      <div className={classes.options}>
        {options.map(({ value, words }) => {
          const isChosen = chosen.includes(value);
          return (
            <label key={value} className={classes.option}>
              <input
                type={isOne ? "radio" : "checkbox"}
                name={name}
                checked={isChosen}
                disabled={!isOne && !isChosen && chosen.length >= most}
                onChange={(event) => choose(value, event.currentTarget.checked)}
              />
              <span>{words}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
