import "@mantine/core/styles/Input.css";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { INVITATIONS } from "../../parts/whole";

/** Colleagues who are not here yet, invited by whoever is signed in. */
export function Invitations() {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const reread = useReread();
  const { isGone, leave } = useLeaving();
  const { data, error, refetch } = useQuery(INVITATIONS);
  const [isNew, setNew] = useState(false);
  const takeBack = ({ invitation_id, address }: Schemas["Invitation"]) =>
    leave(invitation_id, t("invitations.said-back", { address }), async () => {
      await sent(http.DELETE("/v1/invitations/{invitation_id}", { params: { path: { invitation_id } } }));
      await reread("/v1/invitations");
    });
  return (
    <Card
      title={t("invitations.title")}
      aside={
        <Button variant="default" aria-expanded={isNew} onClick={() => setNew(!isNew)}>
          {t("invitations.new")}
        </Button>
      }
    >
      {isNew && <Invite done={() => setNew(false)} />}
      {error && !data && <Trouble error={error} retry={refetch} />}
      {data?.data.length === 0 && <p className={plain.quiet}>{t("invitations.none")}</p>}
      <ul className={plain.rows}>
        {data?.data
          .filter(({ invitation_id }) => !isGone(invitation_id))
          .map((invitation) => (
            <li key={invitation.invitation_id} className={plain.row}>
              <div className={plain.what}>
                <strong>{invitation.address}</strong>
                <span>{t("invitations.at", { time: full(invitation.invited_at) })}</span>
              </div>
              <div className={plain.deeds}>
                <Tag tone={invitation.state === "here" ? "good" : "teach"}>{t(`invitations.state.${invitation.state}`)}</Tag>
                <Button size="compact-sm" variant="default" onClick={() => takeBack(invitation)}>
                  {t("invitations.take-back")}
                </Button>
              </div>
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Invite({ done }: { done: () => void }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const [key] = useState(once);
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [wish, setWish] = useState<Schemas["Wish"] | "">("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      address,
      ...(name && { first_name: name }),
      ...(note && { note }),
      ...(wish && { wish }),
    };
    const isDone = await undo.now({
      words: t("invitations.said", { address }),
      send: () => sent(http.POST("/v1/invitations", { params: { header: { "Idempotency-Key": key } }, body })),
    });
    if (!isDone) return;
    await reread("/v1/invitations");
    done();
  };
  return (
    <form className={plain.form} onSubmit={(event) => void send(event)}>
      <p className={plain.quiet}>{t("invitations.text")}</p>
      <TextInput
        autoFocus
        type="email"
        required
        withAsterisk={false}
        label={t("invitations.address")}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <div className={plain.beside}>
        <TextInput
          maxLength={60}
          label={t("invitations.first-name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("invitations.wish")}
          value={wish}
          onChange={(event) => setWish(wishOf(event.currentTarget.value))}
          data={[
            { value: "", label: t("invitations.wish-none") },
            { value: "learn", label: t("invitations.wish-learn") },
            { value: "offer", label: t("invitations.wish-offer") },
          ]}
        />
      </div>
      <TextInput
        maxLength={280}
        label={t("invitations.note")}
        description={t("invitations.note-help")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div>
        <Button type="submit">{t("invitations.send")}</Button>
      </div>
    </form>
  );
}

function wishOf(value: string): Schemas["Wish"] | "" {
  return value === "learn" || value === "offer" ? value : "";
}
