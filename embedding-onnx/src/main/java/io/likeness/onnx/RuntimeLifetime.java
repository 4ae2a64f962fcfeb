package io.likeness.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Keeps ONNX Runtime's environment until the process ends. Its Java binding releases the environment in a shutdown hook, beside the server that still
 * answers what is under way, and a run after that ends the process with a segmentation fault (microsoft/onnxruntime, issue 31352). The environment is
 * counted: OrtCreateEnv called again answers the same one, which then outlives one release.
 */
final class RuntimeLifetime {
    private static boolean kept;

    private RuntimeLifetime() {}

    /**
     * Keeps the environment, which exists already; again does nothing.
     *
     * @throws IllegalStateException if the binding is another than this was written for
     */
    static synchronized void keep() {
        if (kept) {
            return;
        }
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(), "likeness");
            kept = true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ONNX Runtime's environment cannot be kept until the process ends", e);
        }
    }
}
