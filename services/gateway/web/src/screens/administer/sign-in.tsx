import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";

type Shown = Schemas["ShownOrganisation"];

/** The organisation's name and its provider: which one that is, the operator says. */
export function SignIn() {
  const { t } = useTranslation("administer");
  const { org } = useMe();
  const { data, error, refetch } = api.useQuery("get", "/v1/organisation");
  if (error && problemOf(error).status === 404)
    return (
      <Card title={t("provider.title")}>
        <p>{t("provider.unregistered", { org })}</p>
        <p className={plain.note}>{t("provider.operator")}</p>
      </Card>
    );
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  return data ? <Registered organisation={data} /> : null;
}

function Registered({ organisation }: { organisation: Shown }) {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const { draft, write, theirs, save, leave } = useEdit<Shown, { name: string; secret: string }>({
    version: organisation.version,
    words: () => t("provider.said"),
    send: ({ name, secret }, version) => {
      const body = { name, ...(secret && { client_secret: secret }) };
      return sent(http.PUT("/v1/organisation", { params: { header: { "If-Match": version } }, body }));
    },
    reread: () => reread("/v1/organisation"),
  });
  const { name, mail_domains, provider } = organisation;
  return (
    <Card title={t("provider.title")}>
      <dl className={plain.facts}>
        <div>
          <dt>{t("provider.name")}</dt>
          <dd>{name}</dd>
        </div>
        <div>
          <dt>{t("provider.domains")}</dt>
          <dd>{mail_domains.join(", ") || t("provider.none")}</dd>
        </div>
        <div>
          <dt>{t("provider.issuer")}</dt>
          <dd>{provider?.issuer ?? t("provider.none")}</dd>
        </div>
        {provider && (
          <>
            <div>
              <dt>{t("provider.client")}</dt>
              <dd>
                {provider.client_id}, {t(provider.has_secret ? "provider.with-secret" : "provider.without-secret")}
              </dd>
            </div>
            <div>
              <dt>{t("provider.audience")}</dt>
              <dd>{provider.audience ?? t("provider.none")}</dd>
            </div>
            <div>
              <dt>{t("provider.redirect")}</dt>
              <dd>{`${location.origin}/v1/sign-in/callback`}</dd>
            </div>
          </>
        )}
      </dl>
      <p className={plain.note}>{t("provider.operator")}</p>
      {draft && theirs && (
        <EditConflict
          fields={[{ name: t("provider.name"), theirs: theirs.name, mine: draft.name }]}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      {draft ? (
        <Form send={() => save(draft)} close={leave}>
          <TextInput
            autoFocus
            required
            withAsterisk={false}
            maxLength={120}
            label={t("provider.name")}
            value={draft.name}
            onChange={(event) => write({ ...draft, name: event.currentTarget.value })}
          />
          {provider && (
            <TextInput
              type="password"
              autoComplete="off"
              maxLength={500}
              label={t("provider.secret")}
              description={t("provider.secret-help")}
              value={draft.secret}
              onChange={(event) => write({ ...draft, secret: event.currentTarget.value })}
            />
          )}
        </Form>
      ) : (
        <div>
          <Button variant="default" onClick={() => write({ name, secret: "" })}>
            {t("change")}
          </Button>
        </div>
      )}
    </Card>
  );
}
