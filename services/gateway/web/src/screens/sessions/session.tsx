import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api } from "../../api/client";
import columns from "../../parts/columns.module.css";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { inPair } from "../pair/in-pair";
import { Agenda } from "./agenda";
import { Preparation } from "./preparation";
import { Prompts } from "./prompts";
import { SessionContext } from "./session-context";
import { SessionHead } from "./session-head";
import classes from "./session.module.css";

/** One talk: when and where, what it is about, what to ask. */
export default inPair(Session);

function Session() {
  const { id, sid } = useParams<{ id: string; sid: string }>();
  const { t } = useTranslation("sessions");
  return (
    <>
      <p className={classes.back}>
        <Link href={`/pairs/${id}/sessions`}>{t("all")}</Link>
      </p>
      <One pairId={id} sessionId={sid} />
    </>
  );
}

function One({ pairId, sessionId }: { pairId: string; sessionId: string }) {
  const path = { pair_id: pairId, session_id: sessionId };
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/sessions/{session_id}", { params: { path } });
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <SessionContext value={data}>
      <SessionHead />
      <div className={columns.columns}>
        <Agenda />
        <div className={columns.column}>
          {data.state === "planned" && <Preparation />}
          <Prompts />
        </div>
      </div>
    </SessionContext>
  );
}
