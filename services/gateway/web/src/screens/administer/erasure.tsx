import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./administer.module.css";
import { ErasureState } from "./erasure-state";
import { Frame } from "./frame";

type Erasure = Schemas["ErasureShown"];

/** How far one erasure is: each service with what went, and the receipt. */
export default function OneErasure() {
  const { t } = useTranslation("administer");
  return (
    <Frame section="erasures" title={t("erasures.one")} lead={<Link href="/administer/erasures">{t("erasures.back")}</Link>}>
      <Shown />
    </Frame>
  );
}

function Shown() {
  const { id = "" } = useParams();
  const { data, error, refetch } = api.useQuery("get", "/v1/erasures/{erasure_id}", {
    params: { path: { erasure_id: id } },
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return (
    <>
      <Standing erasure={data} />
      {data.services.length > 0 && <Matrix services={data.services} />}
      {data.receipt && <Receipt erasure={data} receipt={data.receipt} />}
    </>
  );
}

function Standing({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const reread = useReread();
  const { isGone, leave } = useLeaving();
  const { erasure_id, person_id, state, asked_by, asked_at, due_at, begun_at } = erasure;
  const takeBack = () =>
    leave(erasure_id, t("erasures.said-back"), async () => {
      await sent(http.DELETE("/v1/erasures/{erasure_id}", { params: { path: { erasure_id } } }));
      await reread("/v1/erasures", "/v1/erasures/{erasure_id}");
    });
  return (
    <Card
      title={person_id ? <PersonName id={person_id} orId /> : t("erasures.forgotten")}
      aside={<ErasureState state={isGone(erasure_id) ? "taken-back" : state} />}
    >
      <p>{t(`erasures.asked.${asked_by}`, { time: full(asked_at) })}</p>
      {state === "waiting" && !isGone(erasure_id) && (
        <>
          <p>{t("erasures.due", { time: full(due_at) })}</p>
          {asked_by === "administrator" ? (
            <div>
              <Button variant="default" onClick={takeBack}>
                {t("erasures.take-back")}
              </Button>
            </div>
          ) : (
            <p className={plain.note}>{t("erasures.theirs")}</p>
          )}
        </>
      )}
      {begun_at && <p>{t("erasures.begun", { time: full(begun_at) })}</p>}
    </Card>
  );
}

/** Every service of the house, and what of them went there. */
function Matrix({ services }: { services: Erasure["services"] }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  return (
    <Card title={t("erasures.matrix")}>
      <div className={classes.scroll} role="region" aria-label={t("erasures.matrix")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("erasures.service")}</th>
              <th scope="col">{t("erasures.standing")}</th>
              <th scope="col">{t("erasures.went")}</th>
            </tr>
          </thead>
          <tbody>
            {services.map(({ service, state, at, counts }) => (
              <tr key={service}>
                <th scope="row">{t(`services.${service}`)}</th>
                <td>
                  <ErasureState state={state} /> {at && full(at)}
                </td>
                <td>
                  {Object.entries(counts)
                    .map(([kind, count]) => `${count} ${kind}`)
                    .join(", ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Receipt({ erasure: { erasure_id, done_at }, receipt }: { erasure: Erasure; receipt: Record<string, string> }) {
  const { t, i18n } = useTranslation("administer");
  const { full } = useWhen();
  return (
    <Card title={t("erasures.receipt")}>
      <p>{receipt[i18n.language] ?? receipt["en"]}</p>
      <p className={plain.quiet}>
        {done_at && full(done_at)} · <code>{erasure_id}</code>
      </p>
      <div>
        <Button variant="default" onClick={() => window.print()}>
          {t("erasures.print")}
        </Button>
      </div>
    </Card>
  );
}
