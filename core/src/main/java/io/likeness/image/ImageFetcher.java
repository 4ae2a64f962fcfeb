package io.likeness.image;

/**
 * Gets the bytes a source names, under the limits and guards of this server. Safe for use by many threads; a call may wait for the network and
 * belongs on a thread that may wait.
 */
public interface ImageFetcher {
    /**
     * Fetches all bytes of {@code source}.
     *
     * @throws io.likeness.failure.Failure.BadInput if the source cannot be understood
     * @throws io.likeness.failure.Failure.Forbidden if the address or path is one this server may not open
     * @throws io.likeness.failure.Failure.NotFound if there is nothing at the address or path
     * @throws io.likeness.failure.Failure.TooLarge if there are more bytes than the limit
     * @throws io.likeness.failure.Failure.Unavailable if the other side does not answer in time
     */
    EncodedImage fetch(ImageSource source);
}
