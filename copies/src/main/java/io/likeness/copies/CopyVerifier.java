package io.likeness.copies;

/**
 * Tells what a stored picture is to one that is searched for. A call computes for less than a millisecond. Holds no state, hence safe for use by many threads.
 */
public final class CopyVerifier {
    private static final double WHOLE = 0.8;
    private static final double TURNED = 7;

    /**
     * Compares a picture with a stored one.
     *
     * @param cosine of their embeddings
     * @param sameBytes whether both are the same file
     */
    public CopyMatch verify(QueryFeatures query, LocalFeatures stored, double cosine, boolean sameBytes) {
        Finding finding = Finding.of(query, stored, cosine);
        if (sameBytes) {
            Evidence all = new Evidence(1, stored.count(), 1, 1, 1, 1, 1, 1);
            return new CopyMatch(Verdict.EXACT, 1, Quad.WHOLE, Quad.WHOLE, Transform.IDENTITY, stored.count(), all);
        }
        double confidence = Confidence.of(finding);
        if (confidence < CopyMatch.RECOMMENDED) {
            return new CopyMatch(
                    Verdict.SIMILAR,
                    confidence,
                    null,
                    null,
                    null,
                    finding.evidence().inliers(),
                    finding.evidence());
        }
        Transform map = finding.map();
        return new CopyMatch(
                verdict(map, query.plain(), stored),
                confidence,
                Regions.of(map.inverse()),
                Regions.of(map),
                map,
                finding.evidence().inliers(),
                finding.evidence());
    }

    static Verdict verdict(Transform map, LocalFeatures query, LocalFeatures stored) {
        if (map.determinant() < 0) {
            return Verdict.MIRRORED;
        }
        // In px, since shares of sides of unequal length turn wrongly.
        double w = query.width();
        double h = query.height();
        Transform px = new Transform(
                map.a() * stored.width() / w,
                map.b() * stored.width() / h,
                0,
                map.d() * stored.height() / w,
                map.e() * stored.height() / h,
                0);
        if (Math.abs(px.degrees()) > TURNED) {
            return Verdict.ROTATED;
        }
        double ofStored = Regions.area(map);
        double ofQuery = Regions.area(map.inverse());
        if (Math.min(ofStored, ofQuery) >= WHOLE) {
            return Verdict.EDITED;
        }
        return ofStored < ofQuery ? Verdict.CROP : Verdict.CONTAINS;
    }
}
