package io.likeness.server.wiring;

import io.likeness.library.StageTimes;
import io.likeness.server.compat.CompatController;
import io.likeness.server.compat.CompatDocs;
import io.likeness.server.console.ConsoleFiles;
import io.likeness.server.docs.ApiDescription;
import io.likeness.server.docs.DocsPage;
import io.likeness.server.docs.ProblemPages;
import io.likeness.server.docs.v1.V1Docs;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.OpeningEngine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.ErrorAnswers;
import io.likeness.server.http.ExchangeFilter;
import io.likeness.server.http.OpenExchanges;
import io.likeness.server.http.RequestIds;
import io.likeness.server.http.StopGracefully;
import io.likeness.server.http.UploadReader;
import io.likeness.server.intake.ImportAtStart;
import io.likeness.server.intake.OpenImports;
import io.likeness.server.map.PictureMaps;
import io.likeness.server.metrics.EngineGauges;
import io.likeness.server.metrics.RecentStages;
import io.likeness.server.metrics.RequestCounts;
import io.likeness.server.metrics.StageTimers;
import io.likeness.server.samples.SampleRuns;
import io.likeness.server.security.AccessFilter;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.ProductVersion;
import io.likeness.server.v1.AccessController;
import io.likeness.server.v1.CheckController;
import io.likeness.server.v1.CollectionController;
import io.likeness.server.v1.ExportController;
import io.likeness.server.v1.ImageController;
import io.likeness.server.v1.ImageJson;
import io.likeness.server.v1.ImportController;
import io.likeness.server.v1.ManyImagesController;
import io.likeness.server.v1.MapController;
import io.likeness.server.v1.PagesController;
import io.likeness.server.v1.PreviewController;
import io.likeness.server.v1.ProgressEvents;
import io.likeness.server.v1.RecentController;
import io.likeness.server.v1.SampleController;
import io.likeness.server.v1.SearchController;
import io.likeness.server.v1.StatsController;
import io.likeness.server.v1.TagController;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import java.time.Duration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * The beans of the HTTP server. The settings, the engine that is being opened and the memory budget come from outside, so that opening goes on while
 * these are made.
 */
@Configuration(proxyBeanMethods = false)
@Import(DuplicatesConfiguration.class)
@UsedAutoConfigurations
public class ServerConfiguration {
    /** How long requests under way may go on when the server stops. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    @Bean
    @Lazy(false)
    EngineLifecycle engineLifecycle(OpeningEngine engine) {
        return new EngineLifecycle(engine);
    }

    @Bean
    Answers answers(LikenessProperties settings) {
        return new Answers(new JsonMapper(), settings.compat().honestStatus());
    }

    @Bean
    BodyReader bodyReader(LikenessProperties settings, ByteBudget budget) {
        return new BodyReader(settings.maxBytes(), budget);
    }

    @Bean
    OpenExchanges openExchanges(Answers answers) {
        return new OpenExchanges(answers);
    }

    @Bean
    @Lazy(false)
    StopGracefully stopGracefully(OpenExchanges open) {
        return new StopGracefully(open, GRACE);
    }

    @Bean
    @Lazy(false)
    OpenImports openImports(LikenessProperties settings, OpeningEngine engine, StageTimes times) {
        return new OpenImports(settings, engine, times);
    }

    @Bean
    @Lazy(false)
    ImportAtStart importAtStart(LikenessProperties settings, OpenImports imports) {
        return new ImportAtStart(settings.imports(), imports);
    }

    @Bean
    @Lazy(false)
    ProgressEvents progressEvents(Answers answers) {
        return new ProgressEvents(answers);
    }

    @Bean
    ImportController importController(
            OpeningEngine engine,
            OpenImports imports,
            BodyReader bodies,
            LikenessProperties settings,
            Answers answers,
            ProgressEvents events) {
        UploadReader uploads = new UploadReader(settings.imports().maxUpload());
        return new ImportController(engine, imports, bodies, uploads, answers, events);
    }

    @Bean
    ErrorAnswers errorAnswers(Answers answers) {
        return new ErrorAnswers(answers);
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds() {
        FilterRegistrationBean<RequestIds> filter = new FilterRegistrationBean<>(new RequestIds());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    HealthIndicator storeHealthIndicator(OpeningEngine engine) {
        return new StoreHealth(engine);
    }

    @Bean
    FilterRegistrationBean<RequestCounts> requestCounts(MeterRegistry registry) {
        FilterRegistrationBean<RequestCounts> filter = new FilterRegistrationBean<>(new RequestCounts(registry));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ProblemPages problemPages() {
        return new ProblemPages();
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(LikenessProperties settings, Answers answers) {
        FilterRegistrationBean<AccessFilter> filter = new FilterRegistrationBean<>(new AccessFilter(settings, answers));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ExchangeFilter> exchangeFilter(OpenExchanges open) {
        FilterRegistrationBean<ExchangeFilter> filter = new FilterRegistrationBean<>(new ExchangeFilter(open));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        filter.addUrlPatterns("/api/*", "/v1/*");
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatSettings(
            LikenessProperties settings, Environment environment) {
        return new TomcatSettings(settings, environment);
    }

    @Bean
    CompatController compatController(OpeningEngine engine, BodyReader bodies, Answers answers, StageTimes times) {
        return new CompatController(engine, bodies, answers, times);
    }

    @Bean
    ImageJson imageJson(LikenessProperties settings) {
        return new ImageJson(settings.originalUrl());
    }

    @Bean
    ImageController imageController(
            OpeningEngine engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        return new ImageController(engine, bodies, answers, times, json);
    }

    @Bean
    SearchController searchController(
            OpeningEngine engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        return new SearchController(engine, bodies, answers, times, json);
    }

    @Bean
    CheckController checkController(
            OpeningEngine engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        return new CheckController(engine, bodies, answers, times, json);
    }

    @Bean
    CollectionController collectionController(OpeningEngine engine, Answers answers) {
        return new CollectionController(engine, answers);
    }

    @Bean
    StatsController statsController(
            OpeningEngine engine, Answers answers, MeterRegistry meters, LikenessProperties settings) {
        String store = settings.milvus().isUsed() ? "milvus" : "embedded";
        return new StatsController(engine, answers, meters, settings.data(), store);
    }

    @Bean
    ExportController exportController(OpeningEngine engine, Answers answers, LikenessProperties settings) {
        return new ExportController(engine, answers, settings.data());
    }

    @Bean
    ManyImagesController manyImagesController(
            OpeningEngine engine, BodyReader bodies, Answers answers, ImageJson json) {
        return new ManyImagesController(engine, bodies, answers, json);
    }

    @Bean
    ConsoleFiles consoleFiles() {
        return new ConsoleFiles();
    }

    @Bean
    AccessController accessController(Answers answers, LikenessProperties settings) {
        return new AccessController(answers, !settings.token().isEmpty());
    }

    @Bean
    PreviewController previewController(OpeningEngine engine, BodyReader bodies, Answers answers, StageTimes times) {
        return new PreviewController(engine, bodies, answers, times);
    }

    @Bean
    PagesController pagesController(OpeningEngine engine, Answers answers) {
        return new PagesController(engine, answers);
    }

    @Bean
    TagController tagController(OpeningEngine engine, BodyReader bodies, Answers answers) {
        return new TagController(engine, bodies, answers);
    }

    @Bean
    RecentStages recentStages() {
        return new RecentStages(System::nanoTime);
    }

    @Bean
    RecentController recentController(Answers answers, RecentStages recent) {
        return new RecentController(answers, recent);
    }

    @Bean
    MapController mapController(OpeningEngine engine, Answers answers) {
        return new MapController(engine, answers, new PictureMaps());
    }

    @Bean
    SampleController sampleController(OpeningEngine engine, Answers answers, StageTimes times) {
        return new SampleController(engine, answers, new SampleRuns(times));
    }

    @Bean
    OpenApiCustomizer compatDocs() {
        return new CompatDocs();
    }

    @Bean
    OpenApiCustomizer v1Docs() {
        return new V1Docs();
    }

    @Bean
    OpenAPI apiDescription(LikenessProperties settings) {
        return ApiDescription.of(ProductVersion.CURRENT, !settings.token().isEmpty());
    }

    @Bean
    DocsPage docsPage() {
        return new DocsPage();
    }

    @Bean
    @Primary
    StageTimes stageTimes(MeterRegistry registry, RecentStages recent) {
        return new StageTimers(registry).and(recent);
    }

    @Bean
    EngineGauges engineGauges(OpeningEngine engine) {
        return new EngineGauges(engine);
    }
}
