import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./figure.module.css";

export interface TableOf {
  /** What it is a table of. */
  caption: string;
  head: string[];
  rows: string[][];
}

interface FigureProps {
  /** What it says, in a sentence. */
  takeaway: ReactNode;
  table: TableOf;
  children: ReactNode;
}

/** A picture of numbers: what it says first, and the numbers themselves for whoever wants them. */
export function Figure({ takeaway, table, children }: FigureProps) {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.takeaway}>{takeaway}</figcaption>
      {isTable ? <Numbers {...table} /> : children}
      <div>
        <Button size="compact-sm" variant="default" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t("figure.table")}
        </Button>
      </div>
    </figure>
  );
}

function Numbers({ caption, head, rows }: TableOf) {
  return (
    // Wider than a phone: it scrolls by itself, by the keyboard too.
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={caption}>
      <table className={classes.table}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, number) => (
                <td key={head[number + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
