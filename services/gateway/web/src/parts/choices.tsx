import { useId, type ComponentType, type ReactNode } from "react";
import classes from "./choices.module.css";

export interface ChoiceShown<Value extends string> {
  value: Value;
  words: ReactNode;
  /** What choosing it means. */
  hint?: ReactNode;
  /** A face, where a look says it sooner. */
  Icon?: ComponentType<{ size?: number; stroke?: number }>;
}

interface ChoicesProps<Value extends string> {
  question: ReactNode;
  choices: readonly ChoiceShown<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** Side by side, each with its face; beneath each other where it is narrow. */
  isRow?: boolean;
  /** The question is what this part of the screen is for. */
  isLarge?: boolean;
}

/** One of several, all of them in sight: nothing to open, and the whole field is its target. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { question, choices, value, onChange, isRow = false, isLarge = false } = props;
  const name = useId();
  return (
    <fieldset className={classes.choices} data-question={isLarge || undefined}>
      <legend>{question}</legend>
      <div className={classes.all} data-row={isRow || undefined}>
        {choices.map(({ value: own, words, hint, Icon }) => (
          <label key={own} className={classes.one}>
            <input type="radio" name={name} value={own} checked={own === value} onChange={() => onChange(own)} />
            {Icon && <Icon size={isRow ? 34 : 26} stroke={1.5} />}
            <span className={classes.words}>
              {words}
              {hint && <small>{hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
