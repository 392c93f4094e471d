import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { ReportLink } from "../../parts/report-link";
import { Thread } from "../../parts/thread/thread";
import type { ThreadOf } from "../../parts/thread/use-thread";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";

/** What the two of a pair write to each other. */
export default inPair(PairThread);

function PairThread() {
  const { t } = useTranslation("thread");
  const { pair, partnerId, first } = usePair();
  return (
    <>
      <Thread of={threadOf(pair.pair_id)} name={first} none={t("none", { name: first })} closed={t("closed")} />
      <p>
        <ReportLink subject={{ about: "person", id: partnerId }} />
      </p>
    </>
  );
}

function threadOf(pair_id: string): ThreadOf {
  const path = { pair_id };
  return {
    id: pair_id,
    path: "/v1/pairs/{pair_id}/thread",
    read: (query) => http.GET("/v1/pairs/{pair_id}/thread", { params: { path, query } }),
    write: (text, key) =>
      http.POST("/v1/pairs/{pair_id}/thread", { params: { path, header: { "Idempotency-Key": key } }, body: { text } }),
    remove: (message_id) =>
      http.DELETE("/v1/pairs/{pair_id}/thread/{message_id}", { params: { path: { ...path, message_id } } }),
    markRead: (message_id) => http.PUT("/v1/pairs/{pair_id}/thread/read", { params: { path }, body: { message_id } }),
  };
}
