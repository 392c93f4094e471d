import "@mantine/core/styles/Input.css";
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import plain from "../../parts/plain.module.css";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { useEvent } from "./events";

type State = Schemas["DeliveryState"];

const STATES: readonly State[] = ["failed", "waiting", "delivered"];
const TONES = { failed: "bad", waiting: "learn", delivered: "good" } as const;

/** What became of the facts that a webhook was told, with why one was not taken. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation("administer");
  const [state, setState] = useState<State | "">("");
  const found = api.useInfiniteQuery(
    "get",
    "/v1/webhooks/{webhook_id}/deliveries",
    { params: { path: { webhook_id: webhookId }, query: { limit: 20, ...(state && { state }) } } },
    PAGING,
  );
  const all = found.data?.pages.flatMap((page) => page.data);
  return (
    <Card
      title={t("deliveries.title")}
      aside={
        <NativeSelect
          aria-label={t("deliveries.which")}
          value={state}
          onChange={({ currentTarget }) => setState(STATES.find((one) => one === currentTarget.value) ?? "")}
          data={[
            { value: "", label: t("deliveries.all") },
            ...STATES.map((value) => ({ value, label: t(`deliveries.state.${value}`) })),
          ]}
        />
      }
    >
      {found.error && !all && <Trouble error={found.error} retry={found.refetch} />}
      {all?.length === 0 && <p className={plain.quiet}>{t(state ? "deliveries.none-such" : "deliveries.none")}</p>}
      <ul className={plain.rows}>
        {all?.map((delivery) => (
          <Delivery key={delivery.event_id} delivery={delivery} />
        ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}

function Delivery({ delivery }: { delivery: Schemas["DeliveryShown"] }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const event = useEvent();
  const { state, type, position, attempts, status, code, last_at, next_try_at, duration_ms } = delivery;
  const facts = [
    t("deliveries.position", { position }),
    t("deliveries.attempts", { count: attempts }),
    last_at && full(last_at),
    duration_ms !== null && t("webhooks.took", { ms: duration_ms }),
  ];
  return (
    <li className={plain.row}>
      <div className={plain.what}>
        <strong>{event(type)}</strong>
        <span>{facts.filter(Boolean).join(" · ")}</span>
        {(status !== null || code) && (
          <span>
            {status !== null && `${t("webhooks.http", { status })} `}
            {code && t(`webhooks.code.${code}`, { defaultValue: code })}
            {next_try_at && ` ${t("deliveries.again", { time: full(next_try_at) })}`}
          </span>
        )}
      </div>
      <Tag tone={TONES[state]}>{t(`deliveries.state.${state}`)}</Tag>
    </li>
  );
}
