import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { useQueryClient } from "@tanstack/react-query";
import { api, http } from "../../api/client";
import { useSidesOf, type Request } from "../../parts/asked";
import { Messages } from "./messages";
import { Page } from "../../parts/page";
import { useNameOf } from "../../parts/people";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";

const MOST = 100;

/** What the two write to each other before there is an answer. */
export default function RequestThread() {
  const { t } = useTranslation("requests");
  const { id = "" } = useParams();
  const path = { params: { path: { request_id: id } } };
  const { data, error, refetch } = api.useQuery("get", "/v1/requests/{request_id}", path);
  if (data) return <OfRequest request={data} />;
  if (!error) return <Waiting />;
  return (
    <Page title={t("thread")}>
      <Trouble error={error} retry={refetch} />
    </Page>
  );
}

function OfRequest({ request }: { request: Request }) {
  const { t } = useTranslation("requests");
  const client = useQueryClient();
  const name = useNameOf(useSidesOf(request).otherId ?? "");
  const { request_id, pair_id } = request;
  const path = { request_id };
  const { data, error, refetch } = api.useQuery("get", "/v1/requests/{request_id}/thread", {
    params: { path, query: { limit: MOST } },
  });
  const reread = () => client.invalidateQueries({ queryKey: ["get", "/v1/requests/{request_id}/thread"] });
  const of = (message_id: string) => ({ ...path, message_id });
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
      {error && !data && <Trouble error={error} retry={refetch} />}
      {data && (
        <Messages
          thread={data}
          name={name}
          write={async (text, key) => {
            const params = { path, header: { "Idempotency-Key": key } };
            await sent(http.POST("/v1/requests/{request_id}/thread", { params, body: { text } }));
            await reread();
          }}
          remove={async (messageId) => {
            await sent(http.DELETE("/v1/requests/{request_id}/thread/{message_id}", { params: { path: of(messageId) } }));
            await reread();
          }}
          markRead={async (message_id) => {
            await sent(http.PUT("/v1/requests/{request_id}/thread/read", { params: { path }, body: { message_id } }));
            await reread();
          }}
        />
      )}
    </Page>
  );
}
