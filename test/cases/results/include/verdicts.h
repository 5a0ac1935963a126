/* Stands in for a header of the SDK; the test declares its types. */
