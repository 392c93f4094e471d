import type { ReactNode } from "react";
import classes from "./choice-group.module.css";

interface CheckboxGroupProps<Value extends string> {
  question: ReactNode;
  choices: readonly { value: Value; words: ReactNode }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
  /** So many at the most. */
  most?: number;
}

/** Some of a few short words, all of them in sight. */
export function CheckboxGroup<Value extends string>(props: CheckboxGroupProps<Value>) {
  const { question, choices, chosen, onChange, most = Infinity } = props;
  const choose = (value: Value, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <fieldset className={classes.group}>
      <legend>{question}</legend>
      <div className={classes.all} data-look="chips">
        {choices.map(({ value, words }) => {
          const isChosen = chosen.includes(value);
          return (
            <label key={value} className={classes.one}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={!isChosen && chosen.length >= most}
                onChange={(event) => choose(value, event.currentTarget.checked)}
              />
              <span className={classes.words}>{words}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
