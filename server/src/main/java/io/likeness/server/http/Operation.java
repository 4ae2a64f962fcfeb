package io.likeness.server.http;

/** What a request of the earlier interface wants, with the manual's words for how it went. */
public enum Operation {
    ADD("存储图片成功!", "存储图片失败!"),
    SEARCH("检索图片成功!", "检索图片失败!"),
    DELETE("删除图片成功!", "删除图片失败!"),
    /** None of the above; the manual has no words for it. */
    OTHER("请求成功!", "请求失败!");

    /** The manual's words for a missing or wrong token; used for every request that is refused before it is read. */
    public static final String REFUSED = "请求非法";

    private final String succeeded;
    private final String failed;

    Operation(String succeeded, String failed) {
        this.succeeded = succeeded;
        this.failed = failed;
    }

    /** {@code msg} of a success. */
    public String succeeded() {
        return succeeded;
    }

    /** {@code msg} of a failure. */
    public String failed() {
        return failed;
    }

    /** What a request to {@code path} wants. */
    public static Operation ofPath(String path) {
        if (path.startsWith("/api/image/sim/add/")) {
            return ADD;
        }
        if (path.startsWith("/api/image/sim/search/")) {
            return SEARCH;
        }
        return path.startsWith("/api/image/sim/del/") ? DELETE : OTHER;
    }
}
