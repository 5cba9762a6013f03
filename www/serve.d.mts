/** The policy of the page, as sent with every answer. */
export declare const CONTENT_SECURITY_POLICY: string;

/** A running server. */
export interface Server {
  /** The address, with a slash at its end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the files of a folder on 127.0.0.1; the port 0 takes any free one. */
export declare function serve(root: string, port: number): Promise<Server>;
