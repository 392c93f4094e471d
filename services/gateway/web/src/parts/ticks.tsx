import classes from "./ticks.module.css";

interface TicksProps {
  question: string;
  /** What there is to choose from; what is chosen is in it. */
  all: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Some of several short words. */
export function Ticks({ question, all, chosen, onChange }: TicksProps) {
  const toggle = (one: string) =>
    onChange(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <fieldset className={classes.ticks}>
      <legend>{question}</legend>
      <div>
        {all.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
            {one}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
