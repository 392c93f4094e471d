import "@mantine/core/styles/VisuallyHidden.css";
import { VisuallyHidden } from "@mantine/core";
import { useId, type ComponentType, type ReactNode } from "react";
import classes from "./choice-group.module.css";

interface Choice<Value extends string> {
  value: Value;
  words: ReactNode;
  /** What choosing it means. */
  hint?: ReactNode;
  /** A face, where a look says it sooner. */
  Icon?: ComponentType<{ size?: number; stroke?: number }>;
  tone?: "teach" | "learn";
}

interface RadioGroupProps<Value extends string> {
  question: ReactNode;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** Beneath each other; in columns where there is room; side by side, each with its face; or a few short words. */
  look?: keyof typeof ICON_SIZES;
  /** The question is what this part of the screen is for. */
  isLarge?: boolean;
  /** Said, but not shown: what is around it says it already. */
  isQuestionHidden?: boolean;
  isRequired?: boolean;
}

const ICON_SIZES = { list: 26, columns: 26, row: 34, chips: 17 };

/** One of several, all of them in sight: nothing to open, and the whole field is its target. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { question, choices, value, onChange, look = "list" } = props;
  const name = useId();
  return (
    <fieldset className={classes.group} data-large={props.isLarge || undefined}>
      {props.isQuestionHidden ? <VisuallyHidden component="legend">{question}</VisuallyHidden> : <legend>{question}</legend>}
      <div className={classes.all} data-look={look}>
        {choices.map(({ value: own, words, hint, Icon, tone }) => (
          <label key={own} className={classes.one} data-tone={tone}>
            <input
              type="radio"
              name={name}
              value={own}
              required={props.isRequired}
              checked={own === value}
              onChange={() => onChange(own)}
            />
            {Icon && <Icon size={ICON_SIZES[look]} stroke={look === "chips" ? 2 : 1.5} aria-hidden="true" />}
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
