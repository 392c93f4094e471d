import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { http } from "../../api/client";
import { useSidesOf, type Request } from "../../parts/asked";
import { Page } from "../../parts/page";
import { firstOf, useNameOf } from "../../parts/people";
import { ReportLink } from "../../parts/report-link";
import { Thread } from "../../parts/thread/thread";
import type { ThreadOf } from "../../parts/thread/use-thread";
import { ofRequest } from "./of-request";

/** What the two write to each other before there is an answer. */
export default ofRequest(RequestThread);

function RequestThread({ request }: { request: Request }) {
  // Those of every thread as well, so that nothing waits for words later.
  const { t } = useTranslation(["requests", "thread"]);
  const { request_id, pair_id } = request;
  const { otherId } = useSidesOf(request);
  const name = useNameOf(otherId ?? "");
  return (
    <Page
      title={t("thread-with", { name })}
      lead={t("thread-lead")}
      actions={<Link href={`/requests/${request_id}`}>{t("to-request")}</Link>}
    >
      {pair_id && (
        <p>
          {t("thread-pair")} <Link href={`/pairs/${pair_id}/thread`}>{t("thread-pair-link")}</Link>
        </p>
      )}
      <Thread
        of={threadOf(request_id)}
        name={firstOf(name)}
        none={t("thread-none", { name: firstOf(name) })}
        closed={t("thread-over")}
      />
      {otherId && (
        <p>
          <ReportLink subject={{ about: "person", id: otherId }} />
        </p>
      )}
    </Page>
  );
}

function threadOf(request_id: string): ThreadOf {
  const path = { request_id };
  return {
    id: request_id,
    path: "/v1/requests/{request_id}/thread",
    read: (query) => http.GET("/v1/requests/{request_id}/thread", { params: { path, query } }),
    write: (text, key) =>
      http.POST("/v1/requests/{request_id}/thread", { params: { path, header: { "Idempotency-Key": key } }, body: { text } }),
    remove: (message_id) =>
      http.DELETE("/v1/requests/{request_id}/thread/{message_id}", { params: { path: { ...path, message_id } } }),
    markRead: (message_id) =>
      http.PUT("/v1/requests/{request_id}/thread/read", { params: { path }, body: { message_id } }),
  };
}
