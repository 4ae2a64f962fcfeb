package io.likeness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Configuration;

/** The rules of the modules that a compiler does not check. */
class ArchitectureTest {
    private static final String[] CORE = {
        "io.likeness.image..",
        "io.likeness.embedding..",
        "io.likeness.imports",
        "io.likeness.index",
        "io.likeness.library..",
        "io.likeness.failure..",
        "io.likeness.storage.."
    };

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.likeness");
    }

    @Test
    void core_knowsNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(plus(CORE, "java..", "org.jspecify.annotations..", "org.slf4j.."))
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource({
        "io.likeness.imaging..",
        "io.likeness.onnx..",
        "io.likeness.fetch..",
        "io.likeness.imports.source..",
        "io.likeness.index.lucene..",
        "io.likeness.index.milvus..",
        "io.likeness.previews.s3.."
    })
    void adapters_seeNeitherEachOtherNorTheServer(String adapter) {
        classes()
                .that()
                .resideInAPackage(adapter)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(plus(
                        CORE,
                        adapter,
                        "java..",
                        "javax..",
                        "jdk.incubator.vector..",
                        "com..",
                        "org..",
                        "ai..",
                        "tools..",
                        "de..",
                        "io.milvus..",
                        "software.amazon.."))
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource({
        "org.bytedeco..,io.likeness.imaging..|io.likeness.copies..",
        "ai.onnxruntime..,io.likeness.onnx..",
        "org.apache.lucene..,io.likeness.index.lucene..",
        "org.apache.hc..,io.likeness.fetch..",
        "io.milvus..,io.likeness.index.milvus..",
        "software.amazon..,io.likeness.previews.s3..",
        "org.springframework..,io.likeness.server..",
        "picocli..,io.likeness.cli..",
        "org.apache.tomcat..,io.likeness.server.http..",
        "io.swagger..,io.likeness.server.."
    })
    void library_isKnownToOnePartOnly(String library, String part) {
        noClasses()
                .that()
                .resideOutsideOfPackages(part.split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }

    @Test
    void adapters_areKnownOnlyWhereTheyArePutTogether() {
        noClasses()
                .that()
                .resideInAPackage("io.likeness.server..")
                .and()
                .resideOutsideOfPackage("io.likeness.server.wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.likeness.imaging..",
                        "io.likeness.onnx..",
                        "io.likeness.fetch..",
                        "io.likeness.imports.source..",
                        "io.likeness.index.lucene..",
                        "io.likeness.index.milvus..",
                        "io.likeness.previews.s3..")
                .check(classes);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.likeness.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void classes_areFinalWhereNothingExtendsThem() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .areNotAnnotatedWith(Configuration.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(classes);
    }

    private static String[] plus(String[] some, String... others) {
        return Stream.of(some, others).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
