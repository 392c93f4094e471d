import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Form } from "../../parts/form";
import { Events } from "./events";

export type Wish = Required<Schemas["NewWebhook"]>;

interface WebhookFormProps {
  wish: Wish;
  change: (wish: Wish) => void;
  submit: string;
  send: () => Promise<boolean>;
  close: () => void;
}

/** Where it leads and what it is told. */
export function WebhookForm({ wish, change, submit, send, close }: WebhookFormProps) {
  const { t } = useTranslation("administer");
  return (
    <Form submit={submit} send={send} close={close}>
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
    </Form>
  );
}
