package io.likeness.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryAddressTest {
    @ParameterizedTest
    @CsvSource({
        "milvus,'',0,''",
        "milvus://m,m,0,''",
        "milvus://m/,m,0,''",
        "milvus://milvus.internal:19531,milvus.internal,19531,''",
        "milvus://10.0.0.7:19530/pictures_2,10.0.0.7,19530,pictures_2",
        "milvus://[::1]:19530/p,::1,19530,p"
    })
    void of_milvus_isReadInParts(String text, String host, int port, String collection) {
        assertThat(LibraryAddress.of(text)).isEqualTo(new LibraryAddress.Milvus(host, port, collection));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "./milvus", "/var/lib/likeness", "milvus-data", "C:data"})
    void of_other_isAFolder(String text) {
        assertThat(LibraryAddress.of(text)).isEqualTo(new LibraryAddress.Folder(Path.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "milvus:",
                "milvus://",
                "milvus://m:0",
                "milvus://m:65536",
                "milvus://m:x",
                "milvus://user:secret@m:1",
                "milvus://m/a-b",
                "milvus://m/a/b",
                "http://m:19530",
                "s3://bucket/x"
            })
    void of_neither_isRefused(String text) {
        assertThatThrownBy(() -> LibraryAddress.of(text)).isInstanceOf(Failure.BadInput.class);
    }
}
