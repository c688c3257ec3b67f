process BIOSEQ_SCAN {
    tag "$meta.id"
    label 'process_medium'

    // bioseq is on no conda channel: use the image of scripts/containers, or have bioseq on the PATH.
    container "${ params.bioseq_container ?: 'bioseq:0.1.0' }"

    input:
    tuple val(meta), path(sequences)
    tuple val(meta2), path(reference)
    tuple val(meta3), path(targets)

    output:
    tuple val(meta), path("${prefix}.narrowPeak"), emit: peaks
    tuple val(meta), path("${prefix}.tsv")       , emit: table
    tuple val(meta), path("${prefix}.json")      , emit: manifest
    path "versions.yml"                          , emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args           = task.ext.args ?: ''
    prefix             = task.ext.prefix ?: "${meta.id}"
    def with_reference = reference ? "--reference ${reference}" : ''
    def with_targets   = targets   ? "--targets-file ${targets}" : ''
    """
    bioseq scan \\
        --threads ${task.cpus} \\
        --quiet \\
        ${with_reference} \\
        ${with_targets} \\
        ${args} \\
        --output ${prefix}.narrowPeak \\
        --output ${prefix}.tsv \\
        --manifest ${prefix}.json \\
        ${sequences}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        bioseq: \$(bioseq --version)
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.narrowPeak ${prefix}.tsv ${prefix}.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        bioseq: \$(bioseq --version)
    END_VERSIONS
    """
}
