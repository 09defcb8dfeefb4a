/** The hurts of the city that nights are designed toward; the first night only carries its ledger. */
export interface City {
  wounds: { id: string; open: number }[];
}
