import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import classes from "./administer.module.css";
import { Events } from "./events";

export type Wish = Required<Schemas["NewWebhook"]>;

interface WebhookFormProps {
  begin: Wish;
  submit: string;
  send: (wish: Wish) => void;
  close: () => void;
}

/** Where it leads and what it is told. */
export function WebhookForm({ begin, submit, send, close }: WebhookFormProps) {
  const { t } = useTranslation("administer");
  const [wish, setWish] = useState(begin);
  const leave = (event: FormEvent) => {
    event.preventDefault();
    send(wish);
  };
  return (
    <form className={classes.form} onSubmit={leave}>
      <TextInput
        type="url"
        required
        withAsterisk={false}
        maxLength={2000}
        label={t("webhooks.url")}
        description={t("webhooks.url-help")}
        placeholder="https://hr.example.org/bothways"
        value={wish.url}
        onChange={(event) => setWish({ ...wish, url: event.currentTarget.value })}
      />
      <TextInput
        maxLength={200}
        label={t("webhooks.description")}
        value={wish.description}
        onChange={(event) => setWish({ ...wish, description: event.currentTarget.value })}
      />
      <Events chosen={wish.types} choose={(types) => setWish({ ...wish, types })} />
      <div className={classes.deeds}>
        <Button type="submit">{submit}</Button>
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
