import classes from "./initials.module.css";

/** In the place of a picture: an ornament beside the name, which is said. */
export function Initials({ name, size = 44 }: { name: string; size?: number }) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0) ?? "");
  return (
    <span className={classes.initials} style={{ width: size, height: size, fontSize: size * 0.38 }} aria-hidden="true">
      {letters.join("").toUpperCase()}
    </span>
  );
}
