import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { Card } from "../../parts/card";
import { Readers } from "../../parts/readers";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { PairFrame } from "../pair/frame";
import { usePair } from "../pair/pair-context";
import { Messages } from "./messages";
import { useThread } from "./use-thread";
import { Write } from "./write";
import classes from "./thread.module.css";

/** Short messages between the two. */
export default function ThreadScreen() {
  const { id } = useParams<{ id: string }>();
  return (
    <PairFrame pairId={id}>
      <Thread />
    </PairFrame>
  );
}

function Thread() {
  const { t } = useTranslation("thread");
  const { pair, first } = usePair();
  const thread = useThread(pair.pair_id);
  if (!thread.isRead) return thread.error ? <Trouble error={thread.error} /> : <Waiting />;
  return (
    <Card title={t("title")} aside={<Readers who="pair" name={first} />}>
      <Messages thread={thread} />
      {thread.canWrite ? <Write thread={thread} /> : <p className={classes.quiet}>{t("closed")}</p>}
    </Card>
  );
}
