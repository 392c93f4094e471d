import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { forgetEverything } from "../../app/store";
import { LANGUAGES } from "../../app/language";
import { speak } from "../../app/words";
import { Balance } from "../../parts/balance";
import { Trouble } from "../../parts/trouble";
import classes from "./sign-in.module.css";

/** For whoever is not signed in: to the provider of their organisation, or in a demo as somebody with one click. */
export default function SignIn() {
  const { t, i18n } = useTranslation("sign-in");
  const { data } = api.useQuery("get", "/v1/sign-in");
  return (
    <main className={classes.door}>
      <div className={classes.inside}>
        <div className={classes.languages}>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void speak(language)}
            >
              {{ en: "English", de: "Deutsch" }[language]}
            </button>
          ))}
        </div>
        <header className={classes.head}>
          <Balance taught={4} learnt={5} size={72} isPicture />
          <h1>{t("title")}</h1>
          <p>{t("lead")}</p>
        </header>
        <ByProvider />
        {data && data.people.length > 0 && <AsSomebody people={data.people} />}
      </div>
    </main>
  );
}

function ByProvider() {
  const { t } = useTranslation("sign-in");
  const [email, setEmail] = useState("");
  const leave = (event: FormEvent) => {
    event.preventDefault();
    const asked = new URLSearchParams({ email, return_to: location.pathname });
    location.assign(`/v1/sign-in/start?${asked}`);
  };
  return (
    <form className={classes.form} onSubmit={leave}>
      <TextInput
        type="email"
        autoComplete="email"
        required
        withAsterisk={false}
        label={t("email")}
        description={t("email-help")}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth>
        {t("go")}
      </Button>
    </form>
  );
}

function AsSomebody({ people }: { people: Schemas["DemoPerson"][] }) {
  const { t, i18n } = useTranslation("sign-in");
  const signIn = api.useMutation("post", "/v1/sign-in/session");
  const be = async ({ org, person_id }: Schemas["DemoPerson"]) => {
    await signIn.mutateAsync({ body: { org, person_id } });
    await forgetEverything();
    // Begun anew, nothing of whoever was here before is left in the memory of the page.
    location.reload();
  };
  return (
    <section className={classes.demo}>
      <h2>{t("demo")}</h2>
      <p>{t("demo-help")}</p>
      {signIn.error && <Trouble error={signIn.error} />}
      <ul>
        {people.map((person) => (
          <li key={person.person_id}>
            <button type="button" disabled={signIn.isPending} onClick={() => void be(person)}>
              <strong>{person.name}</strong>
              <span>{person.words[i18n.language] ?? person.words["en"]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
