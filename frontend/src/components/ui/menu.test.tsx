import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { Menu } from "./menu";

function renderMenu() {
  render(
    <Menu trigger={<button type="button">Abrir</button>}>
      {(menu) => (
        <>
          <menu.Item>Primeira</menu.Item>
          <menu.Item>Segunda</menu.Item>
        </>
      )}
    </Menu>,
  );
  return screen.getByRole("button", { name: "Abrir" });
}

const entry = (name: string) => screen.findByRole("menuitem", { name });

describe("a menu that comes with its first press", () => {
  it.each(["{Enter}", " ", "{ArrowDown}"])("gives its first entry the focus on %j", async (key) => {
    renderMenu().focus();
    await userEvent.keyboard(key);
    expect(await entry("Primeira")).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    expect(await entry("Segunda")).toHaveFocus();
  });

  it("gives the focus back to its button, which opens it again", async () => {
    renderMenu().focus();
    await userEvent.keyboard("{Enter}");
    await entry("Primeira");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.getByRole("button", { name: "Abrir" })).toHaveFocus();
    });
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
    await userEvent.keyboard("{Enter}");
    expect(await entry("Primeira")).toHaveFocus();
  });

  it("says that it is a menu before it was opened", () => {
    const button = renderMenu();
    expect(button).toHaveAttribute("aria-haspopup", "menu");
    expect(button).toHaveAttribute("aria-expanded", "false");
  });

  it("opens on a pointer's press with no entry chosen", async () => {
    await userEvent.click(renderMenu());
    await entry("Primeira");
    expect(await entry("Primeira")).not.toHaveFocus();
  });
});
