import { useTranslation } from "react-i18next";
import { Card } from "../card";
import { Readers } from "../readers";
import { Trouble } from "../trouble";
import { Waiting } from "../waiting";
import { Messages } from "./messages";
import { useThread, type ThreadOf } from "./use-thread";
import { Write } from "./write";
import classes from "./thread.module.css";

interface ThreadProps {
  of: ThreadOf;
  /** What the other one is called. */
  name: string;
  /** In words, where nothing is written yet. */
  none: string;
  /** In words, where nothing can be written any more. */
  closed: string;
}

/** Short messages of two. Who has read what is not shown. */
export function Thread({ of, name, none, closed }: ThreadProps) {
  const { t } = useTranslation("thread");
  const thread = useThread(of);
  if (!thread.isRead) return thread.error ? <Trouble error={thread.error} retry={thread.readAgain} /> : <Waiting />;
  const isEmpty = thread.messages.length + thread.outgoing.length === 0;
  return (
    <Card title={t("title")} aside={<Readers who="pair" name={name} />}>
      {isEmpty ? <p className={classes.quiet}>{none}</p> : <Messages thread={thread} name={name} />}
      {thread.canWrite ? <Write thread={thread} name={name} /> : <p className={classes.quiet}>{closed}</p>}
    </Card>
  );
}
