import classes from "./check.module.css";

interface CheckProps {
  label: string;
  isOn: boolean;
  set: (isOn: boolean) => void;
}

/** Yes or no, with its words beside it: the whole line takes the tap. */
export function Check({ label, isOn, set }: CheckProps) {
  return (
    <label className={classes.check}>
      <input type="checkbox" checked={isOn} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
