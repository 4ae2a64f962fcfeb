package io.likeness.previews.s3;

import io.likeness.failure.Failure;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One bucket that the previews of all collections are in. Nothing is called before it is used. Safe for use by many threads. */
public final class S3Bucket implements AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final S3Settings settings;
    private final S3Client client;

    private S3Bucket(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
    }

    /** Opens the bucket without a call to it. */
    public static S3Bucket open(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.timeout())
                        .socketTimeout(settings.timeout()))
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // Not all that speak S3 know the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(settings.timeout()));
        if (!settings.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        return new S3Bucket(settings, builder.build());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }

    /** The previews of the collection {@code name}; closing them leaves the bucket open. */
    public S3PreviewStore previews(String name) {
        return new S3PreviewStore(this, settings.prefix() + name + "/");
    }

    /**
     * Deletes all previews of the collection {@code name}.
     *
     * @throws Failure.Unavailable if the bucket does not answer; some may be deleted then
     */
    public void deletePreviews(String name) {
        String prefix = settings.prefix() + name + "/";
        while (true) {
            List<String> keys =
                    call(
                            "listed",
                            s3 -> s3
                                    .listObjectsV2(request ->
                                            request.bucket(settings.bucket()).prefix(prefix))
                                    .contents()
                                    .stream()
                                    .map(S3Object::key)
                                    .toList());
            if (keys.isEmpty()) {
                return;
            }
            // One by one: some stores want a checksum for the call that deletes many.
            keys.forEach(key -> call(
                    "deleted",
                    s3 -> s3.deleteObject(
                            request -> request.bucket(settings.bucket()).key(key))));
        }
    }

    String bucket() {
        return settings.bucket();
    }

    /**
     * Makes one call.
     *
     * @throws NoSuchKeyException if there is no such key
     */
    <T> T call(String what, Function<S3Client, T> call) {
        try {
            return call.apply(client);
        } catch (NoSuchKeyException e) {
            throw e;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND && !"NoSuchBucket".equals(code(e)) && what.equals("read")) {
                throw NoSuchKeyException.builder().message("no such key").build();
            }
            throw unavailable(what, e);
        } catch (SdkException e) {
            throw unavailable(what, e);
        }
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }

    private Failure.Unavailable unavailable(String what, SdkException e) {
        return new Failure.Unavailable(
                "a preview cannot be " + what + " in " + settings + " (likeness.previews): " + e.getMessage(), e);
    }

    /** Ends all connections; closing again does nothing. */
    @Override
    public void close() {
        client.close();
    }
}
