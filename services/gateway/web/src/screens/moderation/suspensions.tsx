import "@mantine/core/styles/Input.css";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { REASONS, type Reason } from "./reasons";

type Suspension = Schemas["ShownSuspension"];

/** Who cannot ask, answer or write to others at present. */
export function Suspensions() {
  const { t } = useTranslation("moderation");
  const reread = useReread();
  const { isGone, leave } = useLeaving();
  const found = api.useInfiniteQuery("get", "/v1/moderation/suspensions", { params: { query: { limit: 50 } } }, PAGING);
  const all = found.data?.pages.flatMap((page) => page.data);
  const lift = (person_id: string, reason: Reason) =>
    leave(person_id, t("said-lifted"), async () => {
      const params = { path: { person_id }, query: { reason } };
      await sent(http.DELETE("/v1/moderation/suspensions/{person_id}", { params }));
      await reread("/v1/moderation/suspensions");
    });
  return (
    <Card title={t("suspensions")}>
      {found.error && !all && <Trouble error={found.error} retry={found.refetch} />}
      {all?.length === 0 && <p className={plain.quiet}>{t("no-suspensions")}</p>}
      <ul className={plain.rows}>
        {all
          ?.filter(({ person_id }) => !isGone(person_id))
          .map((suspension) => (
            <Line key={suspension.person_id} suspension={suspension} lift={(reason) => lift(suspension.person_id, reason)} />
          ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}

function Line({ suspension: { person_id, since, until, report_id }, lift }: { suspension: Suspension; lift: (reason: Reason) => void }) {
  const { t } = useTranslation("moderation");
  const { full } = useWhen();
  const [reason, setReason] = useState<Reason>("appeal-heard");
  return (
    <li className={plain.row}>
      <div className={plain.what}>
        <strong>
          <PersonName id={person_id} orId />
        </strong>
        <span>
          {since && t("since", { time: full(since) })} · {until ? t("until", { time: full(until) }) : t("until-lifted")}
        </span>
        {report_id && <Link href={`/moderation/reports/${report_id}`}>{t("its-report")}</Link>}
      </div>
      <div className={plain.deeds}>
        <NativeSelect
          aria-label={t("lift-why")}
          value={reason}
          onChange={({ currentTarget }) => setReason(REASONS.find((one) => one === currentTarget.value) ?? "appeal-heard")}
          data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
        <Button variant="default" onClick={() => lift(reason)}>
          {t("lift")}
        </Button>
      </div>
    </li>
  );
}
