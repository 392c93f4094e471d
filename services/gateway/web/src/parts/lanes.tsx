import { IconArrowDownLeft, IconArrowUpRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./lanes.module.css";

interface Lane {
  title: string;
  children: ReactNode;
}

/** The two ways side by side: what one teaches and what one learns. Arrows say it beside the colours. */
export function Lanes({ teach, learn, level = 3 }: { teach: Lane; learn: Lane; level?: 2 | 3 | 4 }) {
  const Title = `h${level}` as const;
  return (
    <div className={classes.lanes}>
      <div className={classes.lane} data-way="teach">
        <Title>
          <IconArrowUpRight size={18} aria-hidden="true" /> {teach.title}
        </Title>
        {teach.children}
      </div>
      <div className={classes.lane} data-way="learn">
        <Title>
          <IconArrowDownLeft size={18} aria-hidden="true" /> {learn.title}
        </Title>
        {learn.children}
      </div>
    </div>
  );
}
