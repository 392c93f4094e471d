import type { ReactNode } from "react";
import classes from "./prose.module.css";

interface ProseProps {
  text: string;
  /** As a person wrote it: its lines stay, and nothing in it is a sign. */
  isPlain?: boolean;
}

/** A longer text. The house's own may have lists (`- `, `1. `) and **what matters**. */
export function Prose({ text, isPlain = false }: ProseProps) {
  const blocks = text.trim().split(/\n\s*\n/);
  return (
    <div className={classes.prose} data-plain={isPlain || undefined}>
      {blocks.map((block, number) => (isPlain ? <p key={number}>{block}</p> : <Block key={number} block={block} />))}
    </div>
  );
}

const BULLET = /^- /;
const NUMBER = /^\d+\. /;

function Block({ block }: { block: string }) {
  const sign = [BULLET, NUMBER].find((one) => one.test(block));
  if (!sign) return <p>{marked(block)}</p>;
  const List = sign === BULLET ? "ul" : "ol";
  // A line that begins without the sign goes on with the one before.
  const items = block.split(new RegExp(`\\n(?=${sign.source.slice(1)})`)).map((item) => item.replace(sign, ""));
  return (
    <List>
      {items.map((item, number) => (
        <li key={number}>{marked(item)}</li>
      ))}
    </List>
  );
}

function marked(text: string): ReactNode[] {
  return text.split("**").map((part, number) => (number % 2 ? <strong key={number}>{part}</strong> : part));
}
