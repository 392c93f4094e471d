import "@mantine/core/styles/Input.css";
import { Button, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Chips } from "../../parts/chips";
import { useKeys } from "../../parts/key";
import { Page } from "../../parts/page";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { INVITATIONS } from "../../parts/whole";
import classes from "./invite.module.css";

type Wish = Schemas["Wish"];
type Invitations = Schemas["Invitations"];

const WISHES: readonly Wish[] = ["learn", "offer"];
const NOTE_MOST = 280;
const { queryKey } = INVITATIONS;

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
  const client = useQueryClient();
  const undo = useUndo();
  const keys = useKeys();
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
        sent(http.POST("/v1/invitations", { params: { header: { "Idempotency-Key": keys.of(body) } }, body })).catch(
          (error: unknown) => {
            keys.renewAfter(error);
            throw error;
          },
        ),
    });
    setSending(false);
    if (!isDone) return;
    setAddress("");
    setName("");
    setNote("");
    await client.invalidateQueries({ queryKey });
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
        <Chips
          isOne
          legend={t("invite-wish")}
          options={WISHES.map((value) => ({ value, words: t(`invite-wishes.${value}`) }))}
          chosen={wish ? [wish] : []}
          onChange={([chosen]) => setWish(chosen)}
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
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  return (
    <Card title={t("invitations")}>
      {data?.data.length === 0 && <p className={classes.quiet}>{t("invitations-none")}</p>}
      <ul className={classes.list}>
        {data?.data.map((invitation) => (
          <One key={invitation.invitation_id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  );
}

function One({ invitation }: { invitation: Schemas["Invitation"] }) {
  const { t } = useTranslation("find");
  const { ago } = useWhen();
  const client = useQueryClient();
  const undo = useUndo();
  const { invitation_id, address, first_name, invited_at, person_id } = invitation;
  const takeBack = () => {
    const before = client.getQueryData<Invitations>(queryKey);
    client.setQueryData<Invitations>(queryKey, (all) =>
      all && { ...all, data: all.data.filter((one) => one.invitation_id !== invitation_id) },
    );
    undo.later({
      words: t("invitation-forgotten", { address }),
      send: () => sent(http.DELETE("/v1/invitations/{invitation_id}", { params: { path: { invitation_id } } })),
      takeBack: () => client.setQueryData(queryKey, before),
    });
  };
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
        onClick={takeBack}
      >
        {t("invitation-forget")}
      </Button>
    </li>
  );
}
