import { useId, type ReactNode } from "react";
import classes from "./pills.module.css";

interface PillsProps<Value extends string> {
  question: string;
  choices: readonly { value: Value; words: ReactNode; tone?: "teach" | "learn" }[];
  value: Value;
  onChange: (value: Value) => void;
  /** Said, but not shown: what is around it says it already. */
  isQuestionHidden?: boolean;
}

/** One of a few short words. */
export function Pills<Value extends string>(props: PillsProps<Value>) {
  const { question, choices, value, onChange, isQuestionHidden = false } = props;
  const name = useId();
  return (
    <fieldset className={classes.pills} data-hidden={isQuestionHidden || undefined}>
      <legend>{question}</legend>
      <div>
        {choices.map(({ value: own, words, tone }) => (
          <label key={own} data-tone={tone}>
            <input type="radio" name={name} value={own} checked={own === value} onChange={() => onChange(own)} />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
