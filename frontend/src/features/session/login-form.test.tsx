import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { renderWithWords } from "@/test/render";

import { LoginForm } from "./login-form";

function serverAnswers(status: number, error: string) {
  const fetchStub = vi.fn(() => Promise.resolve(Response.json({ error, detail: "" }, { status })));
  vi.stubGlobal("fetch", fetchStub);
  return fetchStub;
}

async function submit(username: string, password: string) {
  renderWithWords(<LoginForm next="/" />);
  if (username) await userEvent.type(screen.getByLabelText("Usuário"), username);
  if (password) await userEvent.type(screen.getByLabelText("Senha"), password);
  await userEvent.click(screen.getByRole("button", { name: "Entrar" }));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("LoginForm", () => {
  it("ties each missing value to its field and asks nobody", async () => {
    const asked = serverAnswers(200, "");
    await submit("  ", "");
    expect(screen.getByLabelText("Usuário")).toHaveAccessibleDescription("Informe o usuário.");
    expect(screen.getByLabelText("Senha")).toHaveAccessibleDescription("Informe a senha.");
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    [401, "invalid_credentials", "Usuário ou senha incorretos."],
    [429, "throttled", "Muitas tentativas seguidas."],
    [403, "cross_origin", "O pedido de entrada foi recusado."],
  ])("explains a %d", async (status, error, words) => {
    serverAnswers(status, error);
    await submit("ana", "errada");
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    expect(screen.queryByRole("button", { name: "Tentar novamente" })).not.toBeInTheDocument();
  });

  it("sends the same credentials again when the service did not answer", async () => {
    const asked = serverAnswers(502, "api_unreachable");
    await submit("ana", "certa");
    await userEvent.click(await screen.findByRole("button", { name: "Tentar novamente" }));
    expect(asked).toHaveBeenCalledTimes(2);
    expect(asked.mock.calls[1]).toEqual(asked.mock.calls[0]);
  });
});
