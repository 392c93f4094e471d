import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import classes from "./preferences.module.css";

/** The chat in which one is told what is new. Its address is never shown again. */
export function Chat() {
  const { t } = useTranslation("preferences");
  const { data, error, refetch } = api.useQuery("get", "/v1/me/chat");
  const { day } = useWhen();
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/me/chat");
  const unlink = () =>
    void undo.now({
      words: t("chat-said-unlinked"),
      send: async () => client.setQueryData(queryKey, await sent(http.DELETE("/v1/me/chat"))),
    });
  const link = (address: string) =>
    undo.now({
      words: t("chat-said-linked"),
      send: async () => client.setQueryData(queryKey, await sent(http.PUT("/v1/me/chat", { body: { address } }))),
    });
  return (
    <Card title={t("chat")}>
      <p className={classes.quiet}>{t("chat-text")}</p>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {data?.service && data.linked_at && (
        <div className={classes.fields}>
          <p>{t("chat-linked", { service: data.service, when: day(data.linked_at) })}</p>
          <Button variant="default" onClick={unlink}>
            {t("chat-unlink")}
          </Button>
        </div>
      )}
      {data && <Link isAnother={data.service !== null} link={link} />}
    </Card>
  );
}

function Link({ isAnother, link }: { isAnother: boolean; link: (address: string) => Promise<boolean> }) {
  const { t } = useTranslation("preferences");
  const [address, setAddress] = useState("");
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    if (await link(address.trim())) setAddress("");
    setSending(false);
  };
  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={classes.wide}
        required
        withAsterisk={false}
        autoComplete="off"
        spellCheck={false}
        label={t("chat-address")}
        description={t("chat-address-help")}
        placeholder="https://hooks.slack.com/services/…"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isSending}>
        {t(isAnother ? "chat-link-another" : "chat-link")}
      </Button>
    </form>
  );
}
