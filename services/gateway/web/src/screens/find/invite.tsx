import "@mantine/core/styles/Input.css";
import { Button, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { useLeaving } from "../../parts/leaving";
import { Page } from "../../parts/page";
import { RadioGroup } from "../../parts/radio-group";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { INVITATIONS } from "../../parts/whole";
import classes from "./invite.module.css";

type Wish = Schemas["Wish"];
type Invitation = Schemas["Invitation"];

const WISHES: readonly Wish[] = ["learn", "offer"];
const NOTE_MOST = 280;

/** One mail to a colleague who is not here yet. */
export default function Invite() {
  const { t } = useTranslation("find");
  return (
    <Page title={t("invite")} lead={t("invite-lead")} actions={<Link href="/find">{t("back")}</Link>}>
      <div className={classes.columns}>
        <Write />
        <Sent />
      </div>
    </Page>
  );
}

function Write() {
  const { t } = useTranslation("find");
  const reread = useReread();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [wish, setWish] = useState<Wish>();
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    const body = {
      address: address.trim(),
      ...(name.trim() && { first_name: name.trim() }),
      ...(note.trim() && { note: note.trim() }),
      ...(wish && { wish }),
    };
    const isDone = await undo.now({
      words: t("invited", { address: body.address }),
      send: () =>
        sent(
          withKey(body, (key) => http.POST("/v1/invitations", { params: { header: { "Idempotency-Key": key } }, body })),
        ),
    });
    setSending(false);
    if (!isDone) return;
    setAddress("");
    setName("");
    setNote("");
    await reread("/v1/invitations");
  };
  return (
    <Card title={t("invite-write")}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <TextInput
          size="md"
          type="email"
          required
          withAsterisk={false}
          label={t("invite-address")}
          description={t("invite-address-help")}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t("invite-name")}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <RadioGroup
          look="chips"
          question={t("invite-wish")}
          choices={WISHES.map((value) => ({ value, words: t(`invite-wishes.${value}`) }))}
          value={wish ?? null}
          onChange={setWish}
        />
        <Textarea
          size="md"
          label={t("invite-note")}
          rows={3}
          maxLength={NOTE_MOST}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className={classes.quiet}>{t("invite-readers")}</p>
        <div>
          <Button type="submit" loading={isSending}>
            {t("invite-send")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Sent() {
  const { t } = useTranslation("find");
  const { data, error, refetch } = useQuery(INVITATIONS);
  const { isGone, leave } = useLeaving();
  const reread = useReread();
  const forget = ({ invitation_id, address }: Invitation) =>
    leave(invitation_id, t("invitation-forgotten", { address }), async () => {
      await sent(http.DELETE("/v1/invitations/{invitation_id}", { params: { path: { invitation_id } } }));
      await reread("/v1/invitations");
    });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  return (
    <Card title={t("invitations")}>
      {data?.data.length === 0 && <p className={classes.quiet}>{t("invitations-none")}</p>}
      <ul className={classes.list}>
        {data?.data
          .filter(({ invitation_id }) => !isGone(invitation_id))
          .map((invitation) => (
            <One key={invitation.invitation_id} invitation={invitation} forget={() => forget(invitation)} />
          ))}
      </ul>
    </Card>
  );
}

function One({ invitation, forget }: { invitation: Invitation; forget: () => void }) {
  const { t } = useTranslation("find");
  const { ago } = useWhen();
  const { address, first_name, invited_at, person_id } = invitation;
  return (
    <li>
      <div>
        <strong>{first_name ?? address}</strong>
        <p className={classes.quiet}>
          {t("invitation-when", { when: ago(invited_at) })}
          {person_id && (
            <>
              {" · "}
              <Link href={`/people/${person_id}`}>{t("invitation-here")}</Link>
            </>
          )}
        </p>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("invitation-forget-whose", { address })}
        onClick={forget}
      >
        {t("invitation-forget")}
      </Button>
    </li>
  );
}
