import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import plain from "../../parts/plain.module.css";
import { Events } from "./events";

export type Wish = Required<Schemas["NewWebhook"]>;

interface WebhookFormProps {
  wish: Wish;
  change: (wish: Wish) => void;
  submit: string;
  send: () => void;
  close: () => void;
}

/** Where it leads and what it is told. */
export function WebhookForm({ wish, change, submit, send, close }: WebhookFormProps) {
  const { t } = useTranslation("administer");
  const leave = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form className={plain.form} onSubmit={leave}>
      <TextInput
        autoFocus
        type="url"
        required
        withAsterisk={false}
        maxLength={2000}
        label={t("webhooks.url")}
        description={t("webhooks.url-help")}
        placeholder="https://hr.example.org/bothways"
        value={wish.url}
        onChange={(event) => change({ ...wish, url: event.currentTarget.value })}
      />
      <TextInput
        maxLength={200}
        label={t("webhooks.description")}
        value={wish.description}
        onChange={(event) => change({ ...wish, description: event.currentTarget.value })}
      />
      <Events chosen={wish.types} choose={(types) => change({ ...wish, types })} />
      <div className={plain.deeds}>
        <Button type="submit">{submit}</Button>
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
