import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { api } from "../../api/client";
import type { Request } from "../../parts/asked";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";

const LOOK_AGAIN_MS = 1_000;

/** A screen beneath `/requests/:id`, of that request. While it is on its way it is looked for what became of it. */
export function ofRequest(Content: ComponentType<{ request: Request }>): ComponentType {
  return function OfRequest() {
    const { t } = useTranslation("requests");
    const { id = "" } = useParams();
    const { data, error, refetch } = api.useQuery(
      "get",
      "/v1/requests/{request_id}",
      { params: { path: { request_id: id } } },
      { refetchInterval: ({ state }) => (state.data?.state === "asked" ? LOOK_AGAIN_MS : false) },
    );
    if (data) return <Content request={data} />;
    if (!error) return <Waiting />;
    return (
      <Page title={t("title")}>
        <Trouble error={error} retry={refetch} />
      </Page>
    );
  };
}
