// Going to the master's page and back to the mix as a user does.
import type { Page } from 'playwright-core';

export async function openMasterPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByText('Master').click();
  await page.getByRole('region', { name: 'Master', exact: true }).waitFor();
}

export async function openMixPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByText('Mix').click();
  await page.getByRole('region', { name: 'Console' }).waitFor();
}
