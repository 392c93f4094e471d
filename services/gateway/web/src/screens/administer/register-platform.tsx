import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { useInstantOf } from "../../parts/instant";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Scopes, type Scope } from "./scopes";

interface RegisterPlatformProps {
  made: (platform: Schemas["NewPlatform"]) => void;
  close: () => void;
}

/** A new program, with its first key. */
export function RegisterPlatform({ made, close }: RegisterPlatformProps) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const instantOf = useInstantOf();
  const [name, setName] = useState("");
  const [id, setId] = useState("");
  const [scopes, setScopes] = useState<Scope[]>(["send-events", "read-facts"]);
  const [until, setUntil] = useState("");
  const [perMinute, setPerMinute] = useState("6000");
  const send = () =>
    undo.now({
      words: t("platforms.said-new", { name }),
      send: async () => {
        const body = {
          platform_id: id,
          name,
          scopes,
          events_per_minute: Number(perMinute),
          priority: 100,
          expires_at: until ? instantOf(`${until}T23:59`).toISOString() : null,
        };
        const platform = await sent(http.POST("/v1/platforms", { body }));
        if (platform) made(platform);
        await reread("/v1/platforms");
      },
    });
  return (
    <Card title={t("platforms.new")}>
      <Form submit={t("platforms.register")} send={send} close={close}>
        <TextInput
          autoFocus
          required
          withAsterisk={false}
          maxLength={120}
          label={t("platforms.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          required
          withAsterisk={false}
          pattern="[a-z0-9\-]{1,40}"
          label={t("platforms.id")}
          description={t("platforms.id-help")}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <Scopes chosen={scopes} choose={setScopes} />
        <div className={plain.beside}>
          <TextInput
            type="number"
            min={1}
            max={1_000_000}
            required
            withAsterisk={false}
            label={t("platforms.per-minute")}
            value={perMinute}
            onChange={(event) => setPerMinute(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t("platforms.until")}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
      </Form>
    </Card>
  );
}
