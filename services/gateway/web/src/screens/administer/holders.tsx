import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { PersonName } from "../../parts/person-name";
import { PersonPicker } from "../../parts/person-picker";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";

/** Who has a role in the organisation; it is given and taken here. */
export function Holders({ role }: { role: "administrators" | "moderators" }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const me = useMe();
  const reread = useReread();
  const { isGone, leave } = useLeaving();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = api.useQuery("get", `/v1/${role}`);
  const revoke = (person_id: string) =>
    leave(person_id, t(`${role}.said-revoked`), async () => {
      await sent(http.DELETE(`/v1/${role}/{person_id}`, { params: { path: { person_id } } }));
      await reread(`/v1/${role}`);
    });
  return (
    <Card
      title={t(`${role}.title`)}
      aside={
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(`${role}.new`)}
        </Button>
      }
    >
      <p className={plain.quiet}>{t(`${role}.text`)}</p>
      {isOpen && <Grant role={role} done={() => setOpen(false)} />}
      {error && !data && <Trouble error={error} retry={refetch} />}
      {data?.data.length === 0 && <p className={plain.note}>{t(`${role}.none`)}</p>}
      <ul className={plain.rows}>
        {data?.data
          .filter(({ person_id }) => !isGone(person_id))
          .map(({ person_id, granted_at }) => (
            <li key={person_id} className={plain.row}>
              <div className={plain.what}>
                <strong>
                  <PersonName id={person_id} orId />
                  {person_id === me.person_id && ` ${t("that-is-you")}`}
                </strong>
                <span>{t("since", { time: full(granted_at) })}</span>
              </div>
              <Button size="compact-sm" variant="default" onClick={() => revoke(person_id)}>
                {t(`${role}.revoke`)}
              </Button>
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Grant({ role, done }: { role: "administrators" | "moderators"; done: () => void }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const [personId, setPersonId] = useState<string | null>(null);
  const grant = async (person_id: string) => {
    const isDone = await undo.now({
      words: t(`${role}.said-granted`),
      send: () => sent(http.POST(`/v1/${role}`, { body: { person_id } })),
    });
    if (!isDone) return;
    await reread(`/v1/${role}`);
    done();
  };
  return (
    <div className={plain.form}>
      <PersonPicker canBeId autoFocus label={t(`${role}.who`)} chosen={personId} choose={setPersonId} />
      <div className={plain.deeds}>
        <Button disabled={!personId} onClick={() => personId && void grant(personId)}>
          {t(`${role}.grant`)}
        </Button>
        <Button variant="default" onClick={done}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
