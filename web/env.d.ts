/** Hash of the sources that this page was built from; `BUILD_HEADER` carries the server's. */
declare const __BUILD_ID__: string
