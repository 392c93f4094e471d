import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useKeys } from "../../app/keys";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import type { Panel } from "../../parts/notice-deeds";
import { placeOf, useOpen, useSettle, type Notice, type Settle } from "../../parts/notices";
import { PAGING } from "../../parts/paging";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./inbox.module.css";
import { Line } from "./line";

type State = Schemas["ItemState"];

const PAGE = 25;

/** Those in one state, a page after the other. One of them is open; what is settled makes room for the next. */
export function Notices({ state }: { state: State }) {
  const { t } = useTranslation("inbox");
  const query = { params: { query: { state, limit: PAGE } } };
  const pages = api.useInfiniteQuery("get", "/v1/inbox", query, PAGING);
  const notices = useOpen(pages.data?.pages.flatMap(({ items }) => items));
  const [at, setAt] = useState({ id: "", index: 0 });
  const [panel, setPanel] = useState<Panel>(null);
  const [, go] = useLocation();
  const undo = useUndo();
  const settle = useSettle();
  const isMoved = useRef(false);
  const lastSettled = useRef("");

  const found = notices?.findIndex(({ notice_id }) => notice_id === at.id) ?? -1;
  const index = found >= 0 ? found : Math.min(at.index, (notices?.length ?? 0) - 1);
  const current = notices?.[index];
  const id = current?.notice_id ?? "";

  useEffect(() => setPanel(null), [id]);
  // Whoever settled the last one stood in what is gone.
  useEffect(() => {
    if (id || !isMoved.current) return;
    isMoved.current = false;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [id]);

  const move = (to: number) => {
    const next = notices?.[to];
    if (!next) return;
    isMoved.current = true;
    setAt({ id: next.notice_id, index: to });
    if (to === (notices?.length ?? 0) - 1 && pages.hasNextPage) void pages.fetchNextPage();
  };
  const leaving = (notice: Notice) => {
    isMoved.current = true;
    lastSettled.current = notice.notice_id;
    setAt({ id: "", index });
  };
  const leave: Settle = {
    done: (notice) => (leaving(notice), settle.done(notice)),
    snooze: (notice, until) => (leaving(notice), settle.snooze(notice, until)),
    notUseful: (notice) => (leaving(notice), settle.notUseful(notice)),
    read: settle.read,
  };
  const open = (notice: Notice) => {
    const place = placeOf(notice);
    if (!place) return;
    settle.read(notice);
    go(place.path);
  };
  const takeBack = () => {
    undo.takeBackLast();
    isMoved.current = true;
    setAt({ id: lastSettled.current, index });
  };
  const onOpenOne = (deed: (notice: Notice) => void) => () => current && current.state !== "done" && deed(current);
  useKeys([
    { key: "j", words: t("keys.down"), press: () => move(index + 1) },
    { key: "k", words: t("keys.up"), press: () => move(index - 1) },
    { key: "e", words: t("keys.done"), press: onOpenOne(leave.done) },
    { key: "h", words: t("keys.later"), press: onOpenOne(() => setPanel("later")) },
    { key: "o", words: t("keys.open"), press: () => current && open(current) },
    { key: "u", words: t("keys.undo"), press: takeBack },
  ]);

  if (pages.error && !notices) return <Trouble error={pages.error} retry={pages.refetch} />;
  if (!notices) return <Waiting />;
  if (notices.length === 0 && !pages.hasNextPage) return <Empty state={state} />;
  return (
    <>
      <ol className={classes.list} aria-label={t("list")}>
        {notices.map((notice, number) => (
          <Line
            key={notice.notice_id}
            notice={notice}
            isCurrent={notice.notice_id === id}
            isMoved={isMoved}
            choose={() => setAt({ id: notice.notice_id, index: number })}
            settle={leave}
            panel={panel}
            setPanel={setPanel}
          />
        ))}
      </ol>
      <More pages={pages} />
    </>
  );
}

function Empty({ state }: { state: State }) {
  const { t } = useTranslation("inbox");
  const isNew = state === "new";
  return (
    <Card title={t(`empty.${state}`)} tone="teach">
      <p>{t(`empty.${state}-text`)}</p>
      <div>
        <Button component={Link} href={isNew ? "/find" : "/inbox"} variant="default">
          {t(isNew ? "empty.find" : "empty.all")}
        </Button>
      </div>
    </Card>
  );
}
