using IncidentBot.TestKit;

namespace IncidentBot.Storage.Tests;

/// <summary>The contract over the embedded store with threads of its own.</summary>
public sealed class EmbeddedStoreContractTests : StoreContract
{
    protected override async Task<StoreUnderTest> CreateAsync() => await EmbeddedUnderTest.OpenAsync();
}

/// <summary>The contract over the embedded store inside a pump.</summary>
public sealed class InlineEmbeddedStoreContractTests : StoreContract
{
    protected override async Task<StoreUnderTest> CreateAsync() => await EmbeddedUnderTest.OpenAsync(inline: true);
}

/// <summary>The contract with segments so small that almost every change begins a new one.</summary>
public sealed class RollingEmbeddedStoreContractTests : StoreContract
{
    protected override async Task<StoreUnderTest> CreateAsync() => await EmbeddedUnderTest.OpenAsync(configure: options => options.SegmentBytes = 1);
}
